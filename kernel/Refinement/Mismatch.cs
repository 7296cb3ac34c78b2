using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>A step of the code that is no step of the design.</summary>
/// <param name="Event">what the code did.</param>
/// <param name="Wrong">what does not fit, in one sentence.</param>
/// <param name="Enabled">the steps that the design could take in the place of the one that the code took, next or after hidden ones.</param>
/// <param name="Nearest">the one of them that comes nearest, or null where there is none.</param>
/// <param name="Differences">what the code's state and the design's differ in after that step, or, where there is none, without any; table by table.</param>
public sealed record Mismatch(KernelEvent Event, string Wrong, IReadOnlyList<string> Enabled, string? Nearest, IReadOnlyList<string> Differences);
