using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>Hugepages enter the pool, are taken into use and given back. mm/hugetlb.c.</summary>
internal static class Pool<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps()
    {
        yield return new("enqueue", "enqueue_huge_page()", [Folio],
            [StepWriting.At<B, N>(Stage.Finishing), new("the type is set", (s, x) => s.Hugetlb[x.Folio])],
            (s, x) =>
            {
                s.Refcount[s.HeadFrame(x.Folio), 0] = 0;
                s.Stage[x.Folio] = Stage.Pool;
            });

        // The flag of the head stands for the whole hugepage: dequeue_huge_page_node_exact() passes it over.
        yield return new("dequeue", "dequeue_huge_page()", [Folio],
            [
                StepWriting.At<B, N>(Stage.Pool),
                new("PageHWPoison(head) is clear", (s, x) => !s.PgHwpoison[s.HeadFrame(x.Folio), 0]),
            ],
            (s, x) =>
            {
                s.Refcount[s.HeadFrame(x.Folio), 0] = 1;
                s.UserHolds[x.Folio] = true;
                s.Struck.Fill(x.Folio, false);
                s.Stage[x.Folio] = Stage.InUse;
            });

        yield return new("give-back", "put_page() of the user", [Folio],
            [new("the user holds the hugepage", (s, x) => s.UserHolds[x.Folio])],
            (s, x) =>
            {
                s.UserHolds[x.Folio] = false;
                Put(s, x.Folio, 1);
            });
    }

    /// <summary><c>put_page()</c> of the head: the last reference returns the hugepage to the pool (<c>free_huge_page()</c>).</summary>
    public static void Put(State<B, N> s, N h, N references)
    {
        var head = s.HeadFrame(h);
        var left = s.Refcount[head, 0] - references;
        s.Refcount[head, 0] = left;
        s.Stage[h] = N.If(left == 0, Stage.Pool, s.Stage[h]);
    }
}
