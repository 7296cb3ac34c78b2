namespace Vmemmap.Model.Museum;

/// <summary>Bugs that were made, or would easily be made, in the code that the machine describes: of each property at least one that violates it.</summary>
public static class SeededBugs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Bug> All { get; } = [.. BugsOfRemapping.All, .. BugsOfHeads.All, .. BugsOfThePool.All, .. BugsOfPoison.All, .. BugsOfBoot.All, .. BugsOfPageTables.All, .. BugsOfDevices.All];

    /// <summary>The bug of that name, or null.</summary>
    public static Bug? Find(string name) => All.FirstOrDefault(b => b.Name == name);
}
