namespace Vmemmap.Properties.Traces;

/// <summary>A text that is not a saved trace. The message is one sentence: what is wrong, where, and what is allowed.</summary>
public sealed class TraceFormatException(string message, Exception? inner = null) : Exception(message, inner);
