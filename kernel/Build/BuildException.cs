namespace Vmemmap.Kernel.Build;

/// <summary>A tree cannot be built here. The message is one sentence that names the first thing missing.</summary>
public sealed class BuildException(string message) : Exception(message);
