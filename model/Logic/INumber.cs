namespace Vmemmap.Model.Logic;

/// <summary>
/// A number of some meaning: an <see cref="int"/> when executed, an SMT term when proved. Numbers name folios, vmemmap pages,
/// slots, frames and control points alike; which of these one is, the name of its variable or table says.
/// </summary>
/// <typeparam name="N">the implementing type itself.</typeparam>
/// <typeparam name="B">the truth values of the same meaning.</typeparam>
public interface INumber<N, B>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The constant.</summary>
    static abstract implicit operator N(int value);

    /// <summary>Sum.</summary>
    static abstract N operator +(N left, N right);

    /// <summary>Difference.</summary>
    static abstract N operator -(N left, N right);

    /// <summary>Equal.</summary>
    static abstract B operator ==(N left, N right);

    /// <summary>Different.</summary>
    static abstract B operator !=(N left, N right);

    /// <summary>Strictly less.</summary>
    static abstract B operator <(N left, N right);

    /// <summary>Strictly greater.</summary>
    static abstract B operator >(N left, N right);

    /// <summary>Less or equal.</summary>
    static abstract B operator <=(N left, N right);

    /// <summary>Greater or equal.</summary>
    static abstract B operator >=(N left, N right);

    /// <summary>The only conditional of the model: <paramref name="then"/> where <paramref name="condition"/> holds, else <paramref name="otherwise"/>. Both are always evaluated.</summary>
    static abstract N If(B condition, N then, N otherwise);
}
