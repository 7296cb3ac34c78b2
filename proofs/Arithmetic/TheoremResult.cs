using System.Globalization;
using System.Text;

namespace Vmemmap.Proofs.Arithmetic;

/// <summary>What became of a theorem.</summary>
public enum TheoremVerdict
{
    /// <summary>Every question was answered as the theorem says, about scenes that are possible.</summary>
    Proved,

    /// <summary>A question was answered the other way.</summary>
    Refuted,

    /// <summary>The solver gave up within its limit.</summary>
    Undecided,

    /// <summary>The assumptions contradict each other, so nothing was proved.</summary>
    Vacuous,
}

/// <summary>What became of a theorem, and the numbers that show it.</summary>
/// <param name="Theorem">the theorem.</param>
/// <param name="Verdict">the verdict.</param>
/// <param name="Label">the case that decided a verdict other than proved; or the case that <see cref="Values"/> is an example of.</param>
/// <param name="Values">a counterexample of a refuted theorem, or an example of a proved "this can happen": number by name. Else empty.</param>
/// <param name="ResourcesUsed">Z3's deterministic effort over all questions, not a time.</param>
public sealed record TheoremResult(
    ArithmeticTheorem Theorem, TheoremVerdict Verdict, string Label, IReadOnlyDictionary<string, string> Values, long ResourcesUsed)
{
    /// <summary>The verdict, the sentence and the numbers, as a reader wants them.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Theorem.Name}: {Verdict}. {Theorem.Sentence}");
        if (Values.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n  {Label}:");

        foreach ((string name, string value) in Values)
            text.Append(CultureInfo.InvariantCulture, $"\n    {name} = {value}");

        return text.ToString();
    }
}
