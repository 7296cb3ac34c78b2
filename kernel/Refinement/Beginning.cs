namespace Vmemmap.Kernel.Refinement;

/// <summary>What memory failure's code can begin with at an event.</summary>
internal enum Beginning
{
    /// <summary>With nothing.</summary>
    Nothing,

    /// <summary>An error is reported: <c>memory_failure()</c> is called.</summary>
    Reports,

    /// <summary>An error is being taken back: <c>unpoison_memory()</c> was called, and has not returned.</summary>
    TakesBack,

    /// <summary>A page is being taken out of use before it fails: <c>soft_offline_page()</c> was called, and has not returned.</summary>
    TakesOut,
}
