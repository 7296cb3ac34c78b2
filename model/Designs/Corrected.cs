using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Designs;

/// <summary>v5.18 with the smallest changes that make every invariant hold but one. Taking any of them away brings back a refutation.</summary>
public static class Corrected
{
    /// <summary>The changes, each a replaced part.</summary>
    public static IReadOnlyList<Correction> Corrections { get; } =
    [
        new("frozen-from-the-buddy", "2b21624fc232: a hugepage has refcount 0 from the beginning.",
            parts => parts.Replace<AllocFreshHugePage>(new AllocFreshHugePage(IsFrozen: true))),
        new("frozen-while-restored", "bd225530a4c7: the refcount stays 0 when a hugepage leaves the pool.",
            parts => parts.Replace<RemoveHugetlbPage>(parts.The<RemoveHugetlbPage>() with { KeepsFrozen = true })),
        new("grace-period",
            "bd225530a4c7, and its fix of v6.14 (081b931aebf3 before the merge): walkers load, look for fake heads and add within one RCU read-side section, the count first, and an optimise waits for those that have begun.",
            parts => parts.Replace<PfnWalker>(new PfnWalker(GracePeriod: true, CountFirst: true))),
        new("type-before-optimise", "d8f5f7e445f0: typed before the first tail is remapped. Ours: not if a page of the block was flagged since it was allocated, which a scan outside the lock finds out.",
            parts => parts.Replace<SetTypeAfterOptimise>(new SetTypeBeforeOptimise())),
        new("type-until-restored", "32c877191e02: typed until the last tail is restored.",
            parts => parts.Replace<RemoveHugetlbPage>(parts.The<RemoveHugetlbPage>() with { KeepsType = true })),
        new("raw-error-list",
            "161df60e9e89, 38f6d29397cc: a list of raw errors, whatever the hugepage is doing. 5596d9e8b553, a81fa1dc5db2: type, head flag and the test for an unreliable list change under one "
            + "hold of hugetlb_lock. Ours: so do the test for hugetlb and the flag of an ordinary page.",
            parts => parts.Replace<HeadFlagLocked>(new RawErrorList()).Replace<FreeAndMoveHeadFlag>(new FreeAndMoveRawErrors())),
        new("add-back-keeps-private", "Ours: a hugepage whose restore failed keeps its raw_hwp_unreliable.",
            parts => parts.Replace<AddHugetlbPage>(new AddHugetlbPage(ErasesPrivate: false))),
        new("surplus-looks-at-the-flag", "Ours: a hugepage that was flagged while it was made is not given to the user that it was made for.",
            parts => parts.Replace<Surplus>(new Surplus(TestsPoison: true))),
        new("lookup-asks-next-page", "Ours: page[1] is asked whatever PG_head says, so a remap between two loads cannot make a tail pass for a head.",
            parts => parts.Replace<FakeHeadLookup>(new FakeHeadLookup(TestsPgHead: false))),
    ];

    /// <summary>The design.</summary>
    public static Design Design { get; } = With(Corrections) with { Refuted = new("corrected", AliasesShowTheHeadsFlag.After(10, "record-raw-error")) };

    private static Expectation AliasesShowTheHeadsFlag => new(
        "error-marks-no-other-page",
        "With one frame kept every shared tail page begins with the head, so its PG_hwpoison is read as that of a healthy page in each. No change of the steps mends that: only one of what observers read would (from v6.12 on they take the flag of the folio, which marks every page).");

    /// <summary>v5.18 with some of the changes: how its counterexamples end is measured of all of them only.</summary>
    public static Design With(IEnumerable<Correction> corrections) => Linux518.Design with
    {
        Name = "corrected",
        Title = "Linux 5.18 with the smallest changes that make every invariant hold but one",
        Source = "2b21624fc232, d8f5f7e445f0, 32c877191e02, bd225530a4c7 as fixed in v6.14, 161df60e9e89, 5596d9e8b553 and our own",
        Parts = corrections.Aggregate(Linux518.Design.Parts, (parts, correction) => correction.Of(parts)),
        Refuted = new("corrected", AliasesShowTheHeadsFlag),
        Tellings = [],
    };
}
