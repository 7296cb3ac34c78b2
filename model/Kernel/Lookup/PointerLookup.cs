namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>The pointer of the struct page itself; a struct page without it is its own head. include/linux/page-flags.h <c>compound_head()</c> up to v5.17.</summary>
[KernelFunction("compound_head()", "v5.14, include/linux/page-flags.h")]
public sealed record PointerLookup : OneLoadLookup;
