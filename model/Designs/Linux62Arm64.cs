using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.2 on arm64, until stable took 060a2c92d1b6: the architecture does not let an entry change as the generic code changes it. So it is in 5.19, 6.0 and 6.1.</summary>
public static class Linux62Arm64
{
    /// <summary>6.2 with the architecture's rule for entries that are valid.</summary>
    public static Design Design { get; } = Linux62.Design with
    {
        Name = "linux-6.2+arm64",
        Title = "Linux 6.2 on arm64: entries change while they are valid",
        Source = "as linux-6.2; 060a2c92d1b6 (v6.3), which takes the optimisation from arm64, as posted for stable 6.1 and 6.2 (2023-03-07); of Arm's manual what Linux and its lists cite",
        Parts = [.. Linux62.Design.Parts, new BreakBeforeMake { ReadIn = "060a2c92d1b6 (v6.3), arch/arm64/Kconfig" }],
        Tellings = [],
        Refuted = new("linux-6.2+arm64",
        [
            .. Linux62.Design.Refuted,
            new Expectation("break-before-make", "vmemmap_remap_pte() changes the frame and the permission of an entry that is valid by one store, and flushes when the walk is over: CONSTRAINED UNPREDICTABLE on arm64. That CONFIG_DEBUG_VM warns there was reported of 6.1-rc1 (Ma Wupeng, 2022-10-25); 060a2c92d1b6 (v6.3) took the optimisation from arm64.").After(3, "remap-tail")
                .HoldsWith("others-paused"),
        ]),
    };
}
