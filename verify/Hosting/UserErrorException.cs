namespace Vmemmap.Verify.Hosting;

/// <summary>Bad input. The message is one sentence: what was wrong, where, and what is allowed.</summary>
public sealed class UserErrorException(string message) : Exception(message);
