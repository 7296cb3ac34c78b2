namespace Vmemmap.Model.Designs;

/// <summary>v5.18 with the smallest changes that make every invariant hold but one. Taking any of them away brings back a refutation.</summary>
public static class Corrected518
{
    /// <summary>The changes.</summary>
    public static IReadOnlyList<Correction> Made { get; } =
    [
        Corrections.FrozenFromTheBuddy, Corrections.FrozenWhileRestored, Corrections.GracePeriod, Corrections.TypeBeforeOptimise, Corrections.ScanForFlags, Corrections.RawErrorList, Corrections.FlagsMovedUnderLock, Corrections.PutOutsideLock, Corrections.FlaggedUnderLock,
        Corrections.TypeUntilRestored, Corrections.AddBackKeepsPrivate, Corrections.SurplusLooksAtTheFlag, Corrections.LookupAsksNextPage,
    ];

    /// <summary>The design.</summary>
    public static Design Design { get; } = Corrections.In(Linux518.Design, Made) with
    {
        Name = "corrected-5.18",
        Title = "Linux 5.18 with the smallest changes that make every invariant hold but one",
        Source = "2b21624fc232, d8f5f7e445f0, 32c877191e02, bd225530a4c7 as fixed in v6.14, 161df60e9e89, 5596d9e8b553, 3c2d42b8ee34 and our own",
        Refuted = new(
            "corrected-5.18",
            new Expectation(
                "error-marks-no-other-page",
                "With one frame kept every shared tail page begins with the head, so its PG_hwpoison is read as that of a healthy page in each. No change of the steps mends that: only one of what observers read would (from v6.12 on they take the flag of the folio, which marks every page).")
                .After(10, "record-raw-error")
                .HoldsWith("two-frames")),
    };
}
