namespace Vmemmap.Proofs.Solver;

/// <summary>No Z3 library could be loaded. The message is one sentence that says what to install.</summary>
public sealed class SolverUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
