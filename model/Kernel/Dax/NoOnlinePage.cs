namespace Vmemmap.Model.Kernel.Dax;

/// <summary><c>/proc/kpageflags</c> and <c>/proc/kpagecount</c> have no struct page for device memory, as that is not online: KPF_NOPAGE. "ZONE_DEVICE support requires to identify memmaps that were actually initialized", the kernel says there.</summary>
[KernelFunction("kpageflags_read(): pfn_to_online_page()", "patches of fs/proc/page.c on the list: kpageflags_read(), kpagecount_read()")]
public sealed record NoOnlinePage : Observer
{
    public override Reported<B> Report<B, N>(HeadLookup lookup, N folio, N page, N slot, Loaded<B, N> words) => new(false, false);
}
