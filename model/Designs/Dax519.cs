using Vmemmap.Model.Kernel.Dax;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Designs;

/// <summary>Device-DAX since v5.19 (4917f55b4ef9): the tails of a compound page of device memory share a frame from the beginning.</summary>
public static class Dax519
{
    /// <summary>Two frames kept, all entries writable, no optimise and no restore: a memory map is laid out so when the memory is plugged in, and goes with it.</summary>
    public static Design Design { get; } = new()
    {
        Name = "dax-5.19",
        Title = "Device-DAX since Linux 5.19: the memory map of a device is laid out with shared tails, writable",
        Source = "6.1.192 (package linux-source-6.1 6.1.192-2), mm/sparse-vmemmap.c, mm/sparse.c, mm/mm_init.c, mm/memremap.c, mm/memory-failure.c, arch/x86/mm/init_64.c; 7.2.13, mm/sparse-vmemmap.c, mm/mm_init.c, with the same steps; v5.19 (4917f55b4ef9) and v6.13: notes; x86-64",
        Layout = new(KeptPages: 2, TailsWritable: true, IsListFifo: false),
        Parts =
        [
            new PopulateCompoundPages(),
            new MemmapInitCompound(),
            new DeviceFault(),
            new Depopulate(),
            new MemoryFailure(TakesMutex: true, OfDevice: true),
            new DaxFailure(),
            new FailureOfFrame(),
            new OtherUsers(OfPages: false),
            new FakeHeadLookup(TestsPgHead: true, HasKey: true),
            new StablePageFlags(),
        ],
    };
}
