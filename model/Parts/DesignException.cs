namespace Vmemmap.Model.Parts;

/// <summary>A design that does not make sense, or a bug that changes nothing in it. The message is one sentence: what is wrong, where, and what is allowed.</summary>
public sealed class DesignException(string message) : Exception(message);
