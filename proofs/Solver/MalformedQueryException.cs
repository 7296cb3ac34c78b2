namespace Vmemmap.Proofs.Solver;

/// <summary>A text handed to the solver is not an SMT-LIB 2 query; the message says where and why.</summary>
public sealed class MalformedQueryException(string message, Exception? inner = null) : Exception(message, inner);
