using System.Collections.Concurrent;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Lemmas;

/// <summary>Something that may be said of one folio in a state, or of a folio and a frame: what candidate lemmas are made of. It holds in every meaning, and reads as C# and as words.</summary>
public abstract record Claim
{
    /// <summary>What it is said of, where it is what a lemma begins with.</summary>
    public virtual IReadOnlyList<Index> Indices => [Index.Folio];

    /// <summary>As it is written in a lemma: <c>s</c> is the state, <c>x</c> the lemma's variables, <c>At</c> and <c>FailureAt</c> find a control point by its name.</summary>
    public abstract string Code { get; }

    /// <summary>As it is said of the hugepage.</summary>
    public abstract string Words { get; }

    /// <summary>Does it hold of the folio?</summary>
    public abstract B Holds<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;

    /// <summary>The table of the state that a property of that name gives.</summary>
    private protected static T TableOf<T, B, N>(State<B, N> s, string property)
        where T : class where B : struct, ITruth<B> where N : struct, INumber<N, B> => Getters<T, B, N>.Of(property)(s);

    private static class Getters<T, B, N>
        where T : class where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        private static readonly ConcurrentDictionary<string, Func<State<B, N>, T>> Known = new();

        public static Func<State<B, N>, T> Of(string property) =>
            Known.GetOrAdd(property, name => typeof(State<B, N>).GetProperty(name)!.GetMethod!.CreateDelegate<Func<State<B, N>, T>>());
    }
}

/// <summary>The operation on the folio is at a control point.</summary>
/// <param name="Point">the point.</param>
public sealed record AtPoint(ControlPoint Point) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"s.At(x.Folio, At(\"{Point.Name}\"))";

    /// <inheritdoc/>
    public override string Words => $"it is at '{Point.Name}'";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x) => s.At(x.Folio, Point);
}

/// <summary>Memory failure is at a control point, and works on the folio.</summary>
/// <param name="Point">the point.</param>
public sealed record FailureAt(ControlPoint Point) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"s.At(FailureAt(\"{Point.Name}\")) & s.Failure.Folio.Value == x.Folio";

    /// <inheritdoc/>
    public override string Words => $"memory failure works on it and is at '{Point.Name}'";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x) => s.At(Point) & s.Failure.Folio.Value == x.Folio;
}

/// <summary>A truth about the folio that the state has a table of.</summary>
/// <param name="Property">the table, by its property of the state.</param>
/// <param name="IsSet">it is so, or it is not.</param>
public sealed record Flag(string Property, bool IsSet) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"{(IsSet ? "" : "!")}s.{Property}[x.Folio]";

    /// <inheritdoc/>
    public override string Words => $"{(IsSet ? "" : "not ")}{Property}";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x)
    {
        var isSet = TableOf<TruthTable<B, N>, B, N>(s, Property)[x.Folio];
        return IsSet ? isSet : !isSet;
    }
}

/// <summary>Something that the state can be asked about a folio, such as whether memory failure holds a reference on it.</summary>
/// <param name="Method">the question, by its method of the state.</param>
/// <param name="IsSo">the answer.</param>
public sealed record Answer(string Method, bool IsSo) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"{(IsSo ? "" : "!")}s.{Method}(x.Folio)";

    /// <inheritdoc/>
    public override string Words => $"{(IsSo ? "" : "not ")}{Method}";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x)
    {
        var isSo = Questions<B, N>.Of(Method)(s, x.Folio);
        return IsSo ? isSo : !isSo;
    }

    private static class Questions<B, N>
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        private static readonly ConcurrentDictionary<string, Func<State<B, N>, N, B>> Known = new();

        public static Func<State<B, N>, N, B> Of(string method) =>
            Known.GetOrAdd(method, name => typeof(State<B, N>).GetMethod(name, [typeof(N)])!.CreateDelegate<Func<State<B, N>, N, B>>());
    }
}

/// <summary>A number of the folio that the state has a table of.</summary>
/// <param name="Property">the table, by its property of the state.</param>
/// <param name="Value">what it is.</param>
public sealed record Number(string Property, int Value) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"s.{Property}[x.Folio] == {Value}";

    /// <inheritdoc/>
    public override string Words => $"{Property} is {Value}";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x) => TableOf<NumberTable<B, N>, B, N>(s, Property)[x.Folio] == Value;
}

/// <summary>The reference count of the folio's head.</summary>
/// <param name="Value">what it is.</param>
public sealed record HeadCount(int Value) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"s.Refcount[s.HeadFrame(x.Folio), 0] == {Value}";

    /// <inheritdoc/>
    public override string Words => $"its count is {Value}";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x) => s.Refcount[s.HeadFrame(x.Folio), 0] == Value;
}
