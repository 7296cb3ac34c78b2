using System.Collections.Concurrent;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Store;

/// <summary>Answers of a solver that were given before, so that unchanged questions are not asked again.</summary>
/// <remarks>
/// <para>
/// What is believed: that a solver of the same identity (program, version, options, resource limit, and its library to the byte) once gave this answer, with this effort,
/// to the same text, character for character, when it was asked for the values of the same terms. All of that is hashed into the key of an
/// entry, and nothing else enters an answer: each question is put to a solver that knows nothing of the others, and the solver is
/// deterministic. The text is generated anew in each run from the model as it is, so a change of a design, a lemma or the generator gives
/// another text, another key, and a fresh proof. A design's name, an obligation's name or a date of a file is never looked at.
/// </para>
/// <para>
/// What is not believed: a line that is not, character for character, one that was written. Each holds its key, the version of its layout
/// and a checksum over both and its content, so a line that is cut, edited, given to another key, or of another program is ignored; its
/// question is asked. That a solver gave up is not stored, so it is never read either.
/// </para>
/// <para>
/// The checksum is no signature. Who may write to the store may forge an entry, as who may write to the program may change it; a verdict
/// that must not rest on a store is reached without one.
/// </para>
/// </remarks>
public sealed class AnswerStore
{
    /// <summary>The most answers that are kept: some ten runs of everything. Those that were used longest ago go first.</summary>
    public const int MostAnswers = 50_000;

    private const char EndOfLine = '\n';

    private readonly OrderedDictionary<string, StoredAnswer> known = [];
    private readonly ConcurrentDictionary<string, StoredAnswer> used = [];
    private int added;

    /// <summary>Answers were added that the text of the store did not hold.</summary>
    public bool IsChanged => added > 0;

    /// <summary>The store that a text holds. Lines that are not its own are left out; no text is an error.</summary>
    /// <param name="text">what <see cref="Text"/> gave once, or anything else.</param>
    public static AnswerStore Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        AnswerStore store = new();
        // What follows the last end of a line is empty, or a line that was cut.
        foreach (var line in text.Split(EndOfLine).SkipLast(1))
        {
            if (StoredAnswer.Parse(line) is { } answer)
            {
                store.known.TryAdd(answer.Key, answer);
            }
        }
        return store;
    }

    /// <summary>The store as text: the answers used or added since it was read, then the others in their order.</summary>
    public string Text() => string.Concat(used.Values.OrderBy(a => a.Key, StringComparer.Ordinal)
        .Concat(known.Values.Where(a => !used.ContainsKey(a.Key)))
        .Take(MostAnswers)
        .Select(a => $"{a.ToLine()}{EndOfLine}"));

    /// <summary>
    /// The answer that the text of the store held, or null. Answers that were added are not found, so that what comes from the store
    /// does not depend on which thread is first.
    /// </summary>
    internal SolverResult? Find(string key)
    {
        if (!known.TryGetValue(key, out var answer))
        {
            return null;
        }
        used[key] = answer;
        return answer.ToResult();
    }

    /// <summary>Keeps an answer, if it is one.</summary>
    internal void Add(string key, SolverResult result)
    {
        if (StoredAnswer.Of(key, result) is { } answer)
        {
            used[key] = answer;
            Interlocked.Increment(ref added);
        }
    }
}
