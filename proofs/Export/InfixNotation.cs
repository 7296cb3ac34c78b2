using System.Globalization;
using System.Text;

namespace Vmemmap.Proofs.Export;

/// <summary>
/// How a language with infix operators writes what terms consist of. Cells are <c>table[i][j]</c> and comparisons =, &lt;, &lt;= and &gt;=
/// in all of them.
/// </summary>
/// <param name="True">true.</param>
/// <param name="False">false.</param>
/// <param name="Not">negation, weaker than comparisons.</param>
/// <param name="And">conjunction.</param>
/// <param name="Or">disjunction.</param>
/// <param name="Different">inequality.</param>
/// <param name="If">conditional with places for the condition and both values.</param>
/// <param name="Name">the name of a table, in the kernel's words where the language allows.</param>
internal sealed record InfixNotation(
    string True, string False, string Not, string And, string Or, string Different, CompositeFormat If, Func<string, string> Name)
{
    /// <summary>Murphi. Its names begin with a letter, so the underscore of <c>_refcount</c> is left out.</summary>
    public static InfixNotation Murphi { get; } = new(
        "true", "false", "!", "&", "|", "!=", CompositeFormat.Parse("{0} ? {1} : {2}"), name => name.TrimStart('_'));

    /// <summary>TLA+. Every name of the kernel is one.</summary>
    public static InfixNotation Tla { get; } = new(
        "TRUE", "FALSE", "~", "/\\", "\\/", "#", CompositeFormat.Parse("IF {0} THEN {1} ELSE {2}"), name => name);

    /// <summary>The conditional.</summary>
    public string Conditional(string condition, string then, string otherwise) =>
        string.Format(CultureInfo.InvariantCulture, If, condition, then, otherwise);
}
