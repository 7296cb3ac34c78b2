using System.Text;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// Finds terms given as text in the solver's own representation, so that a model can evaluate them. The managed API can parse assertions
/// but not terms; so each term becomes the argument of an uninterpreted predicate, which the simplifier leaves alone.
/// SMT-LIB wants the predicate's argument sorts written down and a term does not tell its sort; Z3 resolves overloads, so the
/// predicate is declared once for every sort a value can have.
/// </summary>
internal static class ValueProbe
{
    /// <summary>The name of the predicate: <c>(probe INDEX TERM)</c>.</summary>
    public const string Name = "vmemmap!probe";

    private const int WidestBitVector = 128;

    private static readonly string Overloads = Declare();

    /// <summary>The query followed by one probing assertion per term.</summary>
    /// <param name="query">The query that declares what the terms use.</param>
    /// <param name="terms">SMT-LIB terms of sort Bool, Int, Real, a bit vector, or an array of these by Int or by two Ints.</param>
    public static string Append(string query, IReadOnlyList<string> terms)
    {
        // The logic only says which sorts may be named, and here all may.
        var text = new StringBuilder(WithoutLogic(query)).AppendLine().Append(Overloads);
        for (int index = 0; index < terms.Count; index++)
            text.AppendLine($"(assert ({Name} {index} {terms[index]}))");

        return text.ToString();
    }

    private static string Declare()
    {
        string[] scalars = ["Bool", "Int", "Real", .. Enumerable.Range(1, WidestBitVector).Select(width => $"(_ BitVec {width})")];
        string[] elements = ["Bool", "Int", "Real", "(_ BitVec 32)", "(_ BitVec 64)"];
        IEnumerable<string> sorts = scalars
            .Concat(elements.Select(element => $"(Array Int {element})"))
            .Concat(elements.Select(element => $"(Array Int (Array Int {element}))"));

        var text = new StringBuilder();
        foreach (string sort in sorts)
            text.AppendLine($"(declare-fun {Name} (Int {sort}) Bool)");

        return text.ToString();
    }

    private static string WithoutLogic(string query)
    {
        int start = query.IndexOf("(set-logic", StringComparison.Ordinal);
        int end = start < 0 ? -1 : query.IndexOf(')', start);
        return end < 0 ? query : query.Remove(start, end + 1 - start);
    }
}
