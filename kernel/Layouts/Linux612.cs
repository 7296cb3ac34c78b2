using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;

namespace Vmemmap.Kernel.Layouts;

/// <summary>Linux 6.12 up to 6.12.114: the head's page is moved to a new frame, or stays where there is none; the tail pages share it; fake heads.</summary>
internal static class Linux612
{
    public static Design Design { get; } = LayoutOnly.Of(
        "linux-6.12", "Linux 6.12.113: the head's page moved to a new frame, which the tails share", "6.12.113, mm/hugetlb_vmemmap.c, include/linux/page-flags.h",
        new(KeptPages: 1, TailsWritable: false, IsListFifo: false), new FakeHeadLookup(TestsPgHead: true));
}
