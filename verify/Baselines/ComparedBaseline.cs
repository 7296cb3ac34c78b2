using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Baselines;

/// <summary>The verdicts of a run beside those of a committed file.</summary>
/// <param name="file">the file.</param>
/// <param name="committed">what it says.</param>
/// <param name="found">the verdicts of the run.</param>
/// <param name="isAsked">was the verdict asked for? Of others nothing is said, and they stay as they are.</param>
/// <param name="isUpdated">the file is to be written.</param>
internal sealed class ComparedBaseline(FileInfo file, Baseline committed, IReadOnlyList<BaselineLine> found, Func<BaselineLine, bool> isAsked, bool isUpdated)
{
    /// <summary>The name of the file.</summary>
    public string Name => file.Name;

    /// <summary>What changed.</summary>
    public IReadOnlyList<VerdictChange> Changes { get; } = committed.Changes(found, isAsked);

    /// <summary>What changed, in a sentence each; nothing where the file is written, as it is as committed then.</summary>
    public IReadOnlyList<(VerdictChange Change, string Says)> Complaints => isUpdated ? [] : [.. Changes.Select(change => (change, change.Against(file.Name)))];

    /// <summary>Says what changed, and writes the file where that is wanted.</summary>
    /// <param name="say">told each line.</param>
    /// <returns>whether the verdicts are those of the file, or in it now.</returns>
    public bool Settle(Action<string> say)
    {
        foreach (var (old, now) in Changes)
        {
            Say('-', old);
            Say('+', now);
        }
        if (isUpdated)
        {
            WholeFile.Write(file.FullName, committed.With(found, isAsked).Text);
        }
        say($"{file.Name}: {(Changes.Count == 0 ? "no verdict" : $"{Changes.Count} of {found.Count} verdicts")} changed{(isUpdated ? ", written" : "")}");
        return isUpdated || Changes.Count == 0;

        void Say(char sign, BaselineLine? line)
        {
            if (line is not null)
            {
                say(Printable.Of($"{sign} {line}"));
            }
        }
    }
}
