namespace Vmemmap.Verify.Output;

/// <summary>What a run took.</summary>
/// <param name="Seconds">wall-clock seconds.</param>
/// <param name="SolverVersion">the version of Z3.</param>
/// <param name="Questions">questions that were to be settled by the solver.</param>
/// <param name="FromStore">how many of them the store answered.</param>
internal sealed record RunFigures(double Seconds, string SolverVersion, int Questions, int FromStore)
{
    /// <summary>The figures for people.</summary>
    public override string ToString() => $"{Seconds:F1} s; z3 {SolverVersion}, {Questions:N0} questions, {FromStore:N0} answered from the store";
}
