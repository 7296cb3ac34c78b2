using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;

namespace Vmemmap.Kernel.Layouts;

/// <summary>Linux 6.12.115 and later: the walk of v7.1, but the tail pages still share the head's frame.</summary>
internal static class Linux612115
{
    public static Design Design { get; } = LayoutOnly.Of(
        "linux-6.12.115", "Linux 6.12.118: as 6.12.113, with the walk of v7.1", "6.12.118, mm/hugetlb_vmemmap.c, include/linux/page-flags.h",
        Linux612.Design.Layout, new FakeHeadLookup(TestsPgHead: true));
}
