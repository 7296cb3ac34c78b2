using System.Text;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Baselines;

/// <summary>
/// The verdicts that were committed: a text file, one line for each, sorted, so that a change of one is a change of one line wherever files are compared.
/// Unlike what a design expects of itself it has every verdict, and it is written by the program.
/// </summary>
internal sealed class Baseline
{
    // A hundred times what all verdicts take.
    private const int MostBytes = 16 << 20;
    private const string Title = "# Verdicts: written by 'verify --baseline FILE --update'.";

    private readonly Dictionary<(string Design, string Invariant), BaselineLine> lines;

    private Baseline(IEnumerable<BaselineLine> lines) => this.lines = lines.ToDictionary(line => (line.Design, line.Invariant));

    /// <summary>One without verdicts.</summary>
    public static Baseline Empty { get; } = new([]);

    /// <summary>The text of the file.</summary>
    public string Text => $"{Title}\n{string.Concat(lines.Values.Select(line => $"{line}\n").Order(StringComparer.Ordinal))}";

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or is no baseline.</exception>
    public static Baseline Read(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            var bytes = InputFile.Read(file.FullName, MostBytes, cancellation);
            return Of(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes), file.Name);
        }
        catch (FileNotFoundException)
        {
            throw new UserErrorException($"There is no baseline '{file}'; with '--update' it is written.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The baseline '{file}' cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw new UserErrorException($"The baseline '{file}' is no text in UTF-8.");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">the text.</param>
    /// <param name="name">what the file is called, for complaints.</param>
    /// <exception cref="UserErrorException">It is no baseline.</exception>
    public static Baseline Of(string text, string name)
    {
        Dictionary<(string, string), BaselineLine> known = [];
        foreach (var (line, number) in text.ReplaceLineEndings("\n").Split('\n').Select((line, index) => (line, index + 1)))
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }
            var read = BaselineLine.Of(line) ?? throw new UserErrorException($"{name}, line {number}: '{line}' is no verdict, as 'corrected tail-resolves-to-head proved' is.");
            if (!known.TryAdd((read.Design, read.Invariant), read))
            {
                throw new UserErrorException($"{name}, line {number}: there is a verdict on {read.Invariant} of {read.Design} before.");
            }
        }
        return new(known.Values);
    }

    /// <summary>What changed.</summary>
    /// <param name="found">the verdicts of a run.</param>
    /// <param name="isAsked">is this one that the run was to give? Of the others nothing is said.</param>
    public IReadOnlyList<VerdictChange> Changes(IEnumerable<BaselineLine> found, Func<BaselineLine, bool> isAsked)
    {
        var now = found.ToDictionary(line => (line.Design, line.Invariant));
        return
        [
            .. lines.Values.Where(isAsked).Concat(now.Values).Select(line => (line.Design, line.Invariant)).Distinct()
                .OrderBy(key => $"{key.Design} {key.Invariant}", StringComparer.Ordinal)
                .Select(key => new VerdictChange(lines.GetValueOrDefault(key), now.GetValueOrDefault(key)))
                .Where(change => change.Old != change.New),
        ];
    }

    /// <summary>With the verdicts of a run in the place of those that it was to give.</summary>
    /// <inheritdoc cref="Changes"/>
    public Baseline With(IEnumerable<BaselineLine> found, Func<BaselineLine, bool> isAsked) => new(lines.Values.Where(line => !isAsked(line)).Concat(found));
}
