namespace Vmemmap.Model.Memory;

/// <summary>
/// The calls of <c>memory_failure()</c> that go on. <c>mf_mutex</c> admits one (171936ddaf97); before that, as many as there are CPUs: two here, of which one goes on while the other stands, and they may change
/// places at any time.
/// </summary>
public abstract class Failures<B, N>(Shape shape, ITables<B, N> tables) : Walkers<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    private IReadOnlyList<FailureCall<B, N>>? calls;

    /// <summary>The call whose step is next.</summary>
    public FailureCall<B, N> Failure { get; } = new("failure", "memory failure", shape, tables);

    /// <summary>The call that stands meanwhile, on another CPU; null where there can be none.</summary>
    public FailureCall<B, N>? OtherFailure { get; } = shape.FailuresConcur ? new("other_failure", "the other memory failure", shape, tables) : null;

    /// <summary>Both calls, or the one.</summary>
    public IReadOnlyList<FailureCall<B, N>> FailureCalls => calls ??= OtherFailure is null ? [Failure] : [Failure, OtherFailure];
}
