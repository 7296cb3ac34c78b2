namespace Vmemmap.Proofs.Solver;

/// <summary>No Z3 library could be loaded. The message is one sentence that says what to install.</summary>
public sealed class SolverUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A text handed to the solver is not an SMT-LIB 2 query; the message says where and why.</summary>
public sealed class MalformedQueryException(string message, Exception? inner = null) : Exception(message, inner);
