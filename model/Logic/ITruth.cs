namespace Vmemmap.Model.Logic;

/// <summary>
/// A truth value of some meaning: a <see cref="bool"/> when the machine is executed, an SMT term when it is proved.
/// There is no conversion back to <see cref="bool"/>, so <c>&amp;&amp;</c>, <c>||</c> and <c>if</c> on a truth value do not
/// compile: the model cannot branch on something that a proof does not know.
/// </summary>
/// <typeparam name="B">the implementing type itself.</typeparam>
public interface ITruth<B> where B : struct, ITruth<B>
{
    /// <summary>The constant.</summary>
    static abstract implicit operator B(bool value);

    /// <summary>Both hold.</summary>
    static abstract B operator &(B left, B right);

    /// <summary>At least one holds.</summary>
    static abstract B operator |(B left, B right);

    /// <summary>It does not hold.</summary>
    static abstract B operator !(B operand);

    /// <summary>Both have the same truth value.</summary>
    static abstract B operator ==(B left, B right);

    /// <summary>Exactly one holds.</summary>
    static abstract B operator !=(B left, B right);
}
