namespace Vmemmap.Model.Kernel.Dax;

/// <summary>
/// A process maps a compound page of device memory, whole, and gives it back. The first to do so leaves the mapping of the device in the head, which nobody takes out again. No reference is counted, and nobody asks for PG_hwpoison.
/// drivers/dax/device.c <c>dev_dax_huge_fault()</c>, <c>dax_set_mapping()</c>.
/// </summary>
/// <param name="RefusesPoisoned">ours: a compound page whose head has PG_hwpoison is not mapped, VM_FAULT_HWPOISON.</param>
[KernelFunction("dev_dax_huge_fault(): dax_set_mapping()", "drivers/dax/device.c of a mirrored tree with vm_flags_set() and enum page_entry_size (v6.3 to v6.5): dev_dax_huge_fault(), __dev_dax_pmd_fault(), dax_set_mapping(); RefusesPoisoned: ours")]
public sealed partial record DeviceFault(bool RefusesPoisoned = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [DevicePoints.Plugged];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("map-device-page", "dev_dax_huge_fault(): dax_set_mapping(), vmf_insert_pfn_pmd()", DevicePoints.Plugged)
        {
            When =
            [
                ("nobody has it mapped", (s, h) => !s.UserHolds[h]),
                .. RefusesPoisoned ? new (string, Func<State<B, N>, N, B>)[] { ("PageHWPoison(head) is clear", (s, h) => !s.PgHwpoison[s.HeadFrame(h), 0]) } : [],
            ],
            Then = (s, h) =>
            {
                s.UserHolds[h] = true;
                s.Metadata[s.HeadFrame(h), 0] = h;
                s.Struck.Fill(h, false);
            },
        },

        new HugepageStep<B, N>("unmap-device-page", "munmap()", DevicePoints.Plugged)
        {
            When = [("somebody has it mapped", (s, h) => s.UserHolds[h])],
            Then = (s, h) => s.UserHolds[h] = false,
        },
    ];
}
