namespace Vmemmap.Model.Designs;

/// <content>What is said of one that there is not.</content>
public static partial class Corrections
{
    private static partial Exception NoSuch(string name) => new DesignException($"There is no correction '{name}': the names are {string.Join(", ", All)}.");
}
