namespace Vmemmap.Verify.Show;

/// <summary>How tightly the text of a term holds together, tightest first: what holds less tightly than its place wants stands in brackets there.</summary>
internal enum Binding
{
    /// <summary>A name, a number, a cell.</summary>
    Atom,

    /// <summary>A sum or a difference.</summary>
    Sum,

    /// <summary>A comparison, a negation, or a sentence of its own.</summary>
    Comparison,

    /// <summary>One and another.</summary>
    Conjunction,

    /// <summary>One or another.</summary>
    Disjunction,

    /// <summary>An implication, an equivalence, or one of two by a condition.</summary>
    Conditional,
}
