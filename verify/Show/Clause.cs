using Vmemmap.Model.Symbolic;

namespace Vmemmap.Verify.Show;

/// <summary>What becomes of one cell: this if a condition holds, else that. Without a condition, or without an "else", where there is none.</summary>
internal sealed record Clause(Term? If, string Then, string? Else = null)
{
    /// <summary>Clauses that hang on the same condition, one after the other, are one sentence.</summary>
    public static IEnumerable<string> Sentences(IEnumerable<Clause> clauses, TermWords words)
    {
        List<Clause> same = [];
        foreach (var clause in clauses)
        {
            if (same.Count > 0 && (same[0].If != clause.If || same[0].Else is null != clause.Else is null))
            {
                yield return Sentence(same, words);
                same = [];
            }
            same.Add(clause);
        }
        if (same.Count > 0)
        {
            yield return Sentence(same, words);
        }
    }

    private static string Sentence(IReadOnlyList<Clause> same, TermWords words)
    {
        var then = string.Join(", ", same.Select(clause => clause.Then));
        return same[0] switch
        {
            { If: null } => then,
            { Else: null, If: { } condition } => $"{then} if {words.Of(condition)}",
            { If: var condition } => $"{then} if {words.Of(condition)}, else {string.Join(", ", same.Select(clause => clause.Else))}",
        };
    }
}
