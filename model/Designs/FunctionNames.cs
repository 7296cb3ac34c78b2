namespace Vmemmap.Model.Designs;

/// <summary>
/// How a release calls what its steps do, where the part that has the step was read in an older one: the words of the part, and those of the release. Those of the parts themselves are among them. Names of functions alone: what a step does is the same,
/// or it is another part. Of a design that says none, the words of its parts stand.
/// </summary>
public static class FunctionNames
{
    /// <summary>
    /// Read in 6.12.113 and 6.12.118 (mm/hugetlb.c, mm/hugetlb_vmemmap.c, mm/memory-failure.c), and the same in 7.2.13 and 7.3.4, so taken for those of the releases between them. What has come since v5.18: folios where
    /// there were pages; a new hugepage has no reference that is put, and goes to the pool with its batch (<c>prep_and_add_allocated_folios()</c>); who dissolves for memory failure is <c>__page_handle_poison()</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Folios { get; } = new Dictionary<string, string>
    {
        ["alloc_fresh_huge_page()"] = "only_alloc_fresh_hugetlb_folio(), alloc_fresh_hugetlb_folio()",
        ["set_compound_page_dtor()"] = "init_new_hugetlb_folio(): __folio_set_hugetlb()",
        ["prep_new_huge_page(): our scan begins"] = "init_new_hugetlb_folio(): our scan begins",
        ["hugetlb_vmemmap_optimize()"] = "__hugetlb_vmemmap_optimize_folio()",
        ["free_huge_page_vmemmap()"] = "__hugetlb_vmemmap_optimize_folio()",
        ["free_huge_page_vmemmap(): switched off"] = "vmemmap_should_optimize_folio(): !vmemmap_optimize_enabled",
        ["split_vmemmap_huge_pmd(): -ENOMEM"] = "vmemmap_split_pmd(): -ENOMEM",
        ["hugetlb_vmemmap_optimize(): vmemmap_remap_free() failed"] = "__hugetlb_vmemmap_optimize_folio(): vmemmap_remap_free() failed",
        ["vmemmap_remap_free(): free_vmemmap_page_list()"] = "hugetlb_vmemmap_optimize_folio(): free_vmemmap_page_list()",
        ["alloc_pool_huge_page(): put_page(), free_huge_page()"] = "alloc_pool_huge_folio(), prep_and_add_allocated_folios()",
        ["free_huge_page(): enqueue_huge_page()"] = "prep_and_add_allocated_folios(), or free_huge_folio(): enqueue_hugetlb_folio()",
        ["dequeue_huge_page()"] = "dequeue_hugetlb_folio_node_exact()",
        ["hugetlb_no_page(), putback_active_hugepage(): SetHPageMigratable()"] = "hugetlb_no_page(), folio_putback_active_hugetlb(): folio_set_hugetlb_migratable()",
        ["isolate_hugetlb(): ClearHPageMigratable()"] = "isolate_hugetlb(): folio_clear_hugetlb_migratable()",
        ["alloc_huge_page(): alloc_surplus_huge_page()"] = "alloc_hugetlb_folio(): alloc_surplus_hugetlb_folio()",
        ["free_huge_page(): remove_hugetlb_page()"] = "free_huge_folio(): remove_hugetlb_folio()",
        ["remove_pool_huge_page(): remove_hugetlb_page()"] = "remove_pool_hugetlb_folio(): remove_hugetlb_folio()",
        ["update_and_free_pages_bulk(): __clear_hugetlb_destructor()"] = "update_and_free_pages_bulk(): __folio_clear_hugetlb()",
        ["__clear_hugetlb_destructor()"] = "__folio_clear_hugetlb()",
        ["add_hugetlb_page()"] = "add_hugetlb_folio()",
        ["__update_and_free_page(): HPageRawHwpUnreliable(page)"] = "__update_and_free_hugetlb_folio(): folio_test_hugetlb_raw_hwp_unreliable(folio)",
        ["__update_and_free_page(): !HPageRawHwpUnreliable(page)"] = "__update_and_free_hugetlb_folio(): !folio_test_hugetlb_raw_hwp_unreliable(folio)",
        ["update_and_free_page(): HPageRawHwpUnreliable(page)"] = "__update_and_free_hugetlb_folio(): folio_test_hugetlb_raw_hwp_unreliable(folio)",
        ["hugetlb_clear_page_hwpoison(): ClearPageHWPoison(hpage)"] = "folio_clear_hugetlb_hwpoison(): folio_clear_hwpoison(folio)",
        ["__free_raw_hwp_pages(): SetPageHWPoison(p->page)"] = "__folio_free_raw_hwp(): SetPageHWPoison(p->page)",
        ["dissolve_free_huge_page(p)"] = "__page_handle_poison(): dissolve_free_hugetlb_folio()",
        ["dissolve_free_huge_page() returned"] = "dissolve_free_hugetlb_folio() returned",
        ["me_huge_page(): dissolve_free_huge_page(p)"] = "me_huge_page(): __page_handle_poison(): dissolve_free_hugetlb_folio()",
        ["hwpoison_user_mappings(), me_huge_page(): truncate_error_page()"] = "hwpoison_user_mappings(), me_huge_page(): truncate_error_folio()",
        ["me_huge_page(): put_page(hpage)"] = "me_huge_page(): folio_put(folio)",
        ["put_page(hpage): free_huge_page(): enqueue_huge_page()"] = "folio_put(folio): free_huge_folio(): enqueue_hugetlb_folio()",
        ["put_page(hpage): free_huge_page(): remove_hugetlb_page()"] = "folio_put(folio): free_huge_folio(): remove_hugetlb_folio()",

        // Of parts.
        ["alloc_fresh_huge_page(), prep_compound_page()"] = "alloc_fresh_hugetlb_folio(), prep_compound_page()",
        ["prep_new_huge_page(): set_compound_page_dtor()"] = "init_new_hugetlb_folio(): __folio_set_hugetlb()",
        ["free_huge_page_vmemmap(): vmemmap_remap_free()"] = "__hugetlb_vmemmap_optimize_folio(): vmemmap_remap_free()",
        ["hugetlb_vmemmap_optimize(): vmemmap_remap_free()"] = "__hugetlb_vmemmap_optimize_folio(): vmemmap_remap_free()",
        ["free_huge_page(), dequeue_huge_page_node_exact(), hugetlb_no_page(), isolate_hugetlb()"] = "free_huge_folio(), dequeue_hugetlb_folio_node_exact(), hugetlb_no_page(), isolate_hugetlb()",
        ["alloc_surplus_huge_page(), free_huge_page(): remove_hugetlb_page()"] = "alloc_surplus_hugetlb_folio(), free_huge_folio(): remove_hugetlb_folio()",
        ["remove_hugetlb_page()"] = "remove_hugetlb_folio()",
        ["remove_hugetlb_page(): __remove_hugetlb_page()"] = "remove_hugetlb_folio()",
        ["alloc_huge_page_vmemmap(): alloc_vmemmap_page_list(), vmemmap_remap_alloc()"] = "__hugetlb_vmemmap_restore_folio(): vmemmap_remap_alloc(), alloc_vmemmap_page_list()",
        ["__update_and_free_page(), hugetlb_clear_page_hwpoison()"] = "__update_and_free_hugetlb_folio(), folio_clear_hugetlb_hwpoison()",
    };

    /// <summary>Those of mm/hugetlb_vmemmap.c of 6.12.118 besides, and of 7.2.13 and 7.3.4: the head's new page is made before the walk.</summary>
    public static IReadOnlyDictionary<string, string> FoliosWithHeadBefore { get; } = new Dictionary<string, string>(Folios)
    {
        ["vmemmap_remap_free(): alloc_pages_node()"] = "__hugetlb_vmemmap_optimize_folio(): alloc_pages_node()",
        ["vmemmap_remap_free(): copy_page()"] = "__hugetlb_vmemmap_optimize_folio(): copy_page()",
        ["vmemmap_remap_pte(): the reuse address"] = "vmemmap_remap_pte(): the head's page",
    };

    /// <summary>Those of mm/hugetlb.c of 7.2.13 and 7.3.4 besides, which is that of 7.1 here.</summary>
    public static IReadOnlyDictionary<string, string> Folios71 { get; } = new Dictionary<string, string>(FoliosWithHeadBefore)
    {
        ["hugetlb_no_page(), putback_active_hugepage(): SetHPageMigratable()"] = "hugetlb_no_page(), folio_putback_hugetlb(): folio_set_hugetlb_migratable()",
        ["isolate_hugetlb(): ClearHPageMigratable()"] = "folio_isolate_hugetlb(): folio_clear_hugetlb_migratable()",
        ["free_huge_page(), dequeue_huge_page_node_exact(), hugetlb_no_page(), isolate_hugetlb()"] = "free_huge_folio(), dequeue_hugetlb_folio_node_exact(), hugetlb_no_page(), folio_isolate_hugetlb()",
    };

    /// <summary>Those of include/linux/page_ref.h of 7.2.13 and 7.3.4 besides; that of 7.1 was read as it was posted.</summary>
    public static IReadOnlyDictionary<string, string> Folios72 { get; } = new Dictionary<string, string>(Folios71)
    {
        ["page_ref_add_unless(): atomic_add_unless(): atomic_read()"] = "page_ref_add_unless_zero(): atomic_add_unless(): atomic_read()",
        ["get_page_unless_zero(): page_ref_add_unless()"] = "get_page_unless_zero(): page_ref_add_unless_zero()",
        ["page_ref_add_unless(): atomic_add_unless(): atomic_try_cmpxchg()"] = "page_ref_add_unless_zero(): atomic_add_unless(): atomic_try_cmpxchg()",
    };
}
