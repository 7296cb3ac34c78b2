using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;

namespace Vmemmap.Model.Designs;

/// <summary>v5.18 with the smallest changes that make every invariant hold. Each change is one replaced part here.</summary>
public static class Corrected
{
    /// <summary>The design.</summary>
    public static Design Design { get; } = Linux518.Design with
    {
        Name = "corrected",
        Title = "Linux 5.18 with the smallest changes that make every invariant hold",
        Source = "d8f5f7e445f0, 32c877191e02, bd225530a4c7, 161df60e9e89, 5596d9e8b553 and our own",
        Parts = Linux518.Design.Parts

            // bd225530a4c7: refcount 0 while vmemmap is remapped: so from the beginning, and on the way back.
            .Replace<AllocFreshHugePage>(new AllocFreshHugePage(IsFrozen: true))

            // d8f5f7e445f0: typed before the first tail is remapped. Ours: not if a page of the block was flagged since it was allocated.
            .Replace<SetTypeAfterOptimise>(new SetTypeBeforeOptimise())

            // 32c877191e02: typed until the last tail is restored.
            .Replace<RemoveHugetlbPage>(new RemoveHugetlbPage(KeepsType: true, KeepsFrozen: true))

            // 161df60e9e89, 38f6d29397cc: a list of raw errors, whatever the hugepage is doing. 5596d9e8b553, a81fa1dc5db2: type, head flag and
            // the test for an unreliable list change under one hold of hugetlb_lock. Ours: so do the test for hugetlb and the flag of an
            // ordinary page; observers ask the list, not the struct page of a tail.
            .Replace<HeadFlagLocked>(new RawErrorList())
            .Replace<FreeAndMoveHeadFlag>(new FreeAndMoveRawErrors())

            // Ours: page[1] is asked whatever PG_head says, so a remap between two loads cannot make a tail pass for a head.
            .Replace<FakeHeadLookup>(new FakeHeadLookup(TestsPgHead: false)),

        Refuted = [],
    };
}
