namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// Not every architecture lets an entry that is valid name another frame at once. On arm64, where the old or the new one is writable, as one of them is in each change here, or the two frames differ in what they hold, it must be made
/// invalid, and the old translation flushed, first (Arm ARM, DDI 0487, "Using break-before-make when updating translation table entries": D8.13.1, D8.14.1 or D8.16.1, by the issue). What a CPU does that finds both is CONSTRAINED
/// UNPREDICTABLE: a TLB conflict abort, or an address or a permission made of either. On s390 there is no way from one valid entry to another but by an invalid one, or by an instruction that drops what CPUs hold of it; else it crashes
/// or corrupts data at random. No step tells that: what is said of states behind such a change supposes, as elsewhere, that a CPU takes the one translation or the other.
/// The generic code changes entries there as on other architectures: on arm64 from 1e63ac088f20 (v5.19) to 060a2c92d1b6 (v6.3, and stable), on s390 from 00a34d5a99c0 (v6.3) to 64e2f60f355e (v6.18, and stable).
/// </summary>
/// <param name="PausesOthers">
/// all other CPUs wait in an interrupt handler while an entry changes ("arm64: pause remote CPUs to update vmemmap", on the list, 2024-11-07). All entries in a page table have one pause there; here each has its own, which lets others in
/// more often.
/// </param>
/// <param name="BreaksFirst">the entry is cleared, and the old translation flushed, before it is set. Only in a pause: else whoever comes to the page in between faults, which no step tells.</param>
[KernelFunction("set_pte_at() on arm64 and s390", "060a2c92d1b6 (v6.3), arch/arm64/Kconfig; 64e2f60f355e (v6.18), arch/s390/Kconfig; PausesOthers, BreaksFirst: Yu Zhao, 2024-11-07 20:20 (v2 5/6), arch/arm64/include/asm/pgalloc.h: vmemmap_update_pte_range_start()")]
public sealed partial record BreakBeforeMake(bool PausesOthers = false, bool BreaksFirst = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [];

    public override bool NeedsBreakBeforeMake => true;

    public override bool BreaksBeforeMake => PausesOthers && BreaksFirst;

    // The generic code calls it wherever it changes an entry: no step of its own.
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];
}
