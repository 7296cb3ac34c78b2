using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>How far memory failure has got with its page, and what dissolve knows of it.</summary>
internal static class PoisonWords
{
    public static IEnumerable<Told> Tell(Moment moment) => [.. Failure(moment), .. Dissolve(moment)];

    private static IEnumerable<Told> Failure(Moment moment)
    {
        var (old, now) = (moment.Before, moment.After);
        if (OtherCpu(moment) is { } told)
        {
            yield return told;
            yield break;
        }
        foreach (var stage in moment.Of(now.Failure.Stage))
        {
            // Before it is called and when it has returned it names no page.
            var (begins, s) = stage.Old == stage.Table.Empty ? (true, now) : (false, old);
            var (h, v, e) = (s.Failure.Folio.Value.Value, s.Failure.Page.Value.Value, s.Failure.Slot.Value.Value);
            if (h >= 0 && v >= 0)
            {
                var words = $"memory failure of {moment.Names.StructPage(h, v, e)}: {stage.Table.Values!.Show(stage.Old)} -> {stage.Table.Values.Show(stage.New)}";
                yield return new(Topic.Failure, words,
                    [stage, .. moment.Of(now.Failure.Folio).Concat(moment.Of(now.Failure.Page)).Concat(moment.Of(now.Failure.Slot)).Where(c => begins || c.IsForgotten)]);
            }
        }
    }

    // One call stands from now on, another goes on or has begun.
    private static Told? OtherCpu(Moment moment)
    {
        var (old, now) = (moment.Before, moment.After);
        if (now.OtherFailure is not { } stands || ChangesOf(stands) is [])
        {
            return null;
        }
        var (was, goesOn) = (old.OtherFailure!, now.Failure);
        List<string> words = [];
        if (PageOf(stands) is { } page)
        {
            words.Add($"memory failure of {page} stands at '{NameOf(stands)}'");
        }
        if (PageOf(goesOn) is { } next)
        {
            words.Add(PageOf(was) is null ? $"memory failure of {next}: {NameOf(was)} -> {NameOf(goesOn)}" : $"memory failure of {next} goes on from '{NameOf(goesOn)}'");
        }
        return new(Topic.Failure, string.Join("; ", words), [.. ChangesOf(stands), .. ChangesOf(goesOn)]);

        IReadOnlyList<Change> ChangesOf(FailureCall<Bit, Num> call) =>
        [
            .. moment.Of(call.Stage), .. moment.Of(call.Holds), .. moment.Of(call.Folio), .. moment.Of(call.Page), .. moment.Of(call.Slot), .. moment.Of(call.Head),
        ];

        string? PageOf(FailureCall<Bit, Num> call) =>
            call.Folio.Value.Value is >= 0 and var h && call.Page.Value.Value is >= 0 and var v ? moment.Names.StructPage(h, v, call.Slot.Value.Value) : null;

        string NameOf(FailureCall<Bit, Num> call) => now.Shape.Failure.InOrder[call.Stage.Value.Value].Name;
    }

    private static IEnumerable<Told> Dissolve(Moment moment)
    {
        var now = moment.After;
        foreach (var error in moment.Of(now.RawPage).Concat(moment.Of(now.RawSlot)).GroupBy(c => c.I))
        {
            var page = now.RawPage[error.Key].Value;
            if (page != None.Nobody)
            {
                yield return new(Topic.Failure, $"dissolve is told of the error at {moment.Names.StructPage(error.Key, page, now.RawSlot[error.Key].Value)}", [.. error]);
            }
            else if (error.All(c => c.IsForgotten))
            {
                yield return new(Topic.Failure, $"{moment.Names.OfFolio(error.Key)}dissolve forgets the error it was told of", [.. error]);
            }
        }
    }
}
