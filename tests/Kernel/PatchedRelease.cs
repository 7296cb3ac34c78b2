using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.Kernel;

/// <summary>7.3.4 with the patches of <c>kernel/mends</c> that are compared with the corrections they name.</summary>
internal static class PatchedRelease
{
    /// <summary>
    /// Numbers of those that are not: 8 moves errors in a whole list of hugepages as well, where the correction frees each by itself, and 9 is made upon it; 13 sets HPageVmemmapOptimized first as 7.3.4 does, the correction behind the walk as v5.18 did.
    /// </summary>
    public static IReadOnlyList<string> Left { get; } = ["0008", "0009", "0013"];

    /// <summary>The patches.</summary>
    public static IReadOnlyList<Patch> Patches { get; } = [.. Patch.All.Where(patch => !Left.Contains(patch.File[..4]))];

    /// <summary>The corrections that they are.</summary>
    public static IReadOnlyList<Correction> With { get; } = [.. Patches.SelectMany(patch => patch.Corrections).Select(Corrections.Of)];

    /// <summary>What the patched code is taken for.</summary>
    public static Design Design { get; } = PatchedCode.Of(Linux72.Design, With);
}
