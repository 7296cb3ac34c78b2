namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>
/// A tail has in <c>compound_info</c> a mask of its hugepage's order with bit 0 set; the head is its own address under the mask. So the answer depends on where it is read, not on the frame:
/// include/linux/page-flags.h <c>_compound_head()</c> (v7.1: 8c846c879e22).
/// </summary>
[KernelFunction("_compound_head()", "7.2.13 and 7.3.4, include/linux/page-flags.h")]
public sealed record MaskLookup : OneLoadLookup
{
    public override N LeadsTo<B, N>(N folio, N word, N otherwise) => N.If(word == None.Mask, folio, N.If(word == None.Nobody, otherwise, None.Nobody));
}
