using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.7 and 6.8 on s390: a list of hugepages is never flushed.</summary>
public static class Linux67S390
{
    /// <summary>6.7 with the <c>flush_tlb_all()</c> of s390.</summary>
    public static Design Design { get; } = Linux67.Design with
    {
        Name = "linux-6.7+s390",
        Title = "Linux 6.7 and 6.8 on s390: flush_tlb_all() does nothing",
        Source = "as linux-6.7; arch/s390/include/asm/tlbflush.h of 6.8.0; 64e2f60f355e (v6.18), which takes the optimisation from s390",
        Parts = Linux67.Design.Parts.Replace<FlushOfOthers>(new FlushTlbAllOnS390()),
        Tellings = [],
        Refuted = new("linux-6.7+s390"),
    };
}
