using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 7.1-rc1 to rc6, what is done at run time: the frames of tails are new, and what is restored is filled with copies of one struct page (c0b495b91a47, 622026e87c40, 01b1d0ffb6f7, 32c440d67e6c).</summary>
public static class Linux71
{
    /// <summary>7.2 with the walk that restores as it was merged. The static key is counted still, and nobody asks it.</summary>
    public static Design Design { get; } = Linux72.Design with
    {
        Name = "linux-7.1",
        Title = "Linux 7.1-rc1 to rc6: one frame of tails for all hugepages of a zone, and a rollback that overwrites the head",
        Source = "mm/hugetlb_vmemmap.c of a tree between v7.1-rc1 and rc6 (mirror: 622026e87c40 and 01b1d0ffb6f7 in it, da3e2d1ca43d not yet) and the diff of c7bde43f6daf against the merged code (stable list, 2026-06-01); include/linux/page_ref.h and page-flags.h as posted (version 7 of the series); the rest as in 7.2.13; not what is done at boot",
        Parts = Linux72.Design.Parts
            .Replace<RestorePte>(new RestorePte(Resets: false, FromLastTail: true))
            .Replace<RollBack>(new RollBackOverHead()),
        Refuted = new("linux-7.1", [.. Linux72.Design.Refuted]),
    };
}
