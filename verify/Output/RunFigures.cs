namespace Vmemmap.Verify.Output;

/// <summary>What a run took.</summary>
/// <param name="Seconds">wall-clock seconds.</param>
/// <param name="SolverVersion">the version of Z3.</param>
/// <param name="Questions">questions that were to be settled by the solver.</param>
/// <param name="FromStore">how many of them the store answered.</param>
/// <param name="Repeated">how many of the others had been asked before in the same run: they are those of a part that several designs have.</param>
internal sealed record RunFigures(double Seconds, string SolverVersion, int Questions, int FromStore, int Repeated)
{
    /// <summary>The figures for people.</summary>
    public override string ToString() => $"{Seconds:F1} s; z3 {SolverVersion}, {Questions:N0} questions, {FromStore:N0} answered from the store, {Repeated:N0} asked before in this run";
}
