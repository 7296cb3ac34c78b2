namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>A checkpoint cannot be resumed.</summary>
/// <param name="problem">what is wrong with it, to follow its name.</param>
/// <param name="cause">what it led to, or null.</param>
public sealed class CheckpointException(string problem, Exception? cause = null) : Exception(problem, cause);
