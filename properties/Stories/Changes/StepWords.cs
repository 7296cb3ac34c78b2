using Vmemmap.Model.Concrete;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Stories.Retold;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>Which instance of a step was taken: its parameters in kernel words.</summary>
internal static class StepWords
{
    /// <summary>The function, the parameters and, in brackets, the step's name in the model.</summary>
    public static string Line(Moment moment)
    {
        var parameters = Parameters(moment);
        return $"{moment.Step.Function}{(parameters.Length == 0 ? "" : $", {parameters}")}  [{moment.Step.Name}]";
    }

    private static string Parameters(Moment moment)
    {
        var (step, at, names) = (moment.Step, moment.At, moment.Names);
        List<string> words = [];
        if (Has(Index.Slot))
        {
            words.Add(names.Located(at.Folio.Value, at.Page.Value, at.Slot.Value));
        }
        else if (Has(Index.Page))
        {
            words.Add(names.Page(at.Folio.Value, at.Page.Value));
        }
        else if (Has(Index.Pin))
        {
            var held = moment.Before;
            words.Add($"pin {at.Pin.Value} on {names.Located(at.Folio.Value, held.PinPage[at.Folio, at.Pin].Value, held.PinSlot[at.Folio, at.Pin].Value)}");
        }
        else if (Has(Index.Folio) && moment.Scope.Folios > 1)
        {
            words.Add(names.Folio(at.Folio.Value));
        }
        if (Has(Index.Frame))
        {
            words.Add($"{(IsTranslation(step) ? "through " : "")}{Names.Frame(at.Frame.Value)}");
        }
        if (Has(Index.Entry))
        {
            words.Add($"entry {at.Entry.Value} of the list");
        }
        return string.Join(" ", words);

        bool Has(Index index) => step.Parameters.Contains(index);
    }

    private static bool IsTranslation(Step<Bit, Num> step) => step.Guard.Any(c => c.IsTranslation);
}
