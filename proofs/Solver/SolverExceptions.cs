namespace Vmemmap.Proofs.Solver;

/// <summary>No Z3 library could be loaded. The message is one sentence that says what to install.</summary>
public sealed class SolverUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Z3 could not do its work, for want of memory as a rule: there is no answer, and further queries of this process may fail too.</summary>
public sealed class SolverFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A text handed to the solver is not an SMT-LIB 2 query; the message says where and why.</summary>
public sealed class MalformedQueryException(string message, Exception? inner = null) : Exception(message, inner);
