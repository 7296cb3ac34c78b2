using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Show;

/// <summary>What parameters of steps and sizes are called: by the letters of the literature where there are some.</summary>
internal static class Letters
{
    private static readonly Dictionary<string, string> ByName = new()
    {
        [TermVariables.NameOf(Index.Folio)] = "the hugepage",
        [TermVariables.NameOf(Index.Page)] = "p",
        [TermVariables.NameOf(Index.Slot)] = "s",
        [TermVariables.NameOf(Index.Frame)] = "f",
        [TermVariables.NameOf(Index.Entry)] = "i",
        [TermVariables.NameOf(Index.Pin)] = "i",
        [Size.Pages.Name] = "V",
        [Size.Slots.Name] = "E",
        [Size.Pins.Name] = "the number of pins",
        ["ResetCount"] = "NR_RESET_STRUCT_PAGE",
        ["SpecialSlot"] = "special",
    };

    /// <summary>The name of an unknown.</summary>
    public static string Of(Term unknown) => ByName.GetValueOrDefault(unknown.Name, unknown.Name);

    /// <summary>A parameter with its letter; null for the hugepage, which needs none.</summary>
    public static string? Of(Index parameter)
    {
        var letter = ByName[TermVariables.NameOf(parameter)];
        return parameter switch
        {
            Index.Folio => null,
            Index.Page => $"VP {letter}",
            _ => $"{TermVariables.NameOf(parameter)} {letter}",
        };
    }
}
