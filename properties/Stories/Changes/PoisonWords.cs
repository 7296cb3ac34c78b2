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
        foreach (var stage in moment.Of(now.FailureStage))
        {
            // Before it is called and when it has returned it names no page.
            var (begins, s) = stage.Old == stage.Table.Empty ? (true, now) : (false, old);
            var (h, v, e) = (s.FailureFolio.Value.Value, s.FailurePage.Value.Value, s.FailureSlot.Value.Value);
            if (h >= 0 && v >= 0)
            {
                var words = $"memory failure of {moment.Names.StructPage(h, v, e)}: {stage.Table.Values!.Show(stage.Old)} -> {stage.Table.Values.Show(stage.New)}";
                yield return new(Topic.Failure, words,
                    [stage, .. moment.Of(now.FailureFolio).Concat(moment.Of(now.FailurePage)).Concat(moment.Of(now.FailureSlot)).Where(c => begins || c.IsForgotten)]);
            }
        }
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
