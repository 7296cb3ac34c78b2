using Vmemmap.Model.Control;
using Vmemmap.Model.Parts;
using static Vmemmap.Model.Control.Points;

namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// Splitting the next huge mapping of vmemmap needs a page table: -ENOMEM. The entries changed so far get frames of their own back, by the walk of a restore
/// (<see cref="RestorePte"/>); nothing to undo where no entry was changed. mm/sparse-vmemmap.c <c>vmemmap_remap_free()</c> since 3bc2b6a72596 (v5.14).
/// </summary>
public sealed partial record RollBack : Part
{
    /// <inheritdoc/>
    public override string Function => "vmemmap_remap_free(): -ENOMEM";

    /// <inheritdoc/>
    public override string Source => "3bc2b6a72596 (v5.14), mm/sparse-vmemmap.c: split_vmemmap_huge_pmd()";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [Remapping, RollingBack, Finishing];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("optimise-fails", "split_vmemmap_huge_pmd(): -ENOMEM", Remapping)
        {
            When = [("an entry is left to change", (s, h) => s.Cursor[h] < s.Pages)],
            Then = (s, h) =>
            {
                s.GoTo(h, s.ListLength[h] == 0, Finishing, RollingBack);
                s.Cursor[h] = s.KeptPages;
                s.Reset[h] = RestorePte.NotWritten;
            },
        },

        new HugepageStep<B, N>("flush-rolled-back", "flush_tlb_kernel_range()", RollingBack)
        {
            When = [("the list is empty", (s, h) => s.ListLength[h] == 0)],
            Then = (s, h) =>
            {
                s.FlushTlb(h);
                s.GoTo(h, Finishing);
            },
        },
    ];
}
