using System.Text;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace Vmemmap.Tests.Kernel;

/// <summary>Plans and events as text.</summary>
[Trait("Category", "Fast")]
public sealed class The_protocol
{
    [Fact]
    public void A_generated_plan_is_read_as_it_is_written()
    {
        foreach (var plan in RunGen.Plans(9, 3, 20).Sample(200, new Rnd(7919, 104729), 20))
        {
            Assert.Equal(plan.ToString(), RunPlan.Parse(plan.ToString()).ToString());
        }
    }

    [Theory]
    [InlineData("order=9 blocks=1 spare=8 lazy=0 boot=0 from=0 to=0 hosted=1 points=1 old=2 : alloc:0@23,24|fail:0.1@10")]
    [InlineData("order=9 blocks=1 spare=8 lazy=0 boot=0 from=0 to=0 : alloc:0@1,3,5|look:0.64@2,4,6 alloc:0@0|dissolve:0")]
    [InlineData("order=9 blocks=1 spare=8 lazy=0 boot=0 from=0 to=0 : alloc:0+take:0+give:0@23,129|fail:0.1@10")]
    public void A_plan_with_several_preemptions_is_read_as_it_is_written(string text) => Assert.Equal(text, RunPlan.Parse(text).ToString());

    [Theory]
    [InlineData("order=9 blocks=1", "A plan is a machine, ' : ' and calls")]
    [InlineData("order=9 blocks=1 : levitate:0", "'levitate:0' is no call: one of alloc, grow, empty, dissolve, shrink, surplus, take, give, fail, look")]
    [InlineData("order=9 blocks=1 : alloc:1", "A call names a block that the machine of 1 does not have.")]
    [InlineData("order=10 blocks=1 : alloc:0", "A hugepage of order 10 is not made here")]
    [InlineData("order=9 boxes=1 : alloc:0", "'boxes' is no size of a machine")]
    [InlineData("order=9 blocks=1 : look:0@x|alloc:0", "is no race")]
    [InlineData("order=9 blocks=1 : look:0@1|alloc:0+take:0+give:0+take:0+give:0", "each makes at most 4 calls in a row")]
    [InlineData("order=9 blocks=1 : look:0+take:1@1|alloc:0", "A call names a block that the machine of 1 does not have.")]
    [InlineData("order=9 blocks=1 : look:0@1,2,3|alloc:0@1", "the two preempt each other by turns")]
    [InlineData("order=9 blocks=1 : look:0@1,2,3,4,5,6,7,8,9|alloc:0@1,2,3,4,5,6,7,8", "more points follow behind commas, at most 8")]
    public void What_is_no_plan_is_refused_in_one_sentence(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => RunPlan.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_plan_that_the_child_could_not_read_in_one_line_is_refused() => What_is_no_plan_is_refused_in_one_sentence(
        $"order=9 blocks=1 : {string.Join(' ', Enumerable.Repeat("alloc:0 dissolve:0", 6000))}", "A plan has at most 65000 characters");

    [Theory]
    [InlineData("bug 40123 pte_page(*pte) != walk->reuse_page", ComplaintKind.Bug, "BUG: pte_page(*pte) != walk->reuse_page")]
    [InlineData("unmodelled dump_page", ComplaintKind.Unmodelled, "unmodelled kernel function called: dump_page")]
    [InlineData("died 24", ComplaintKind.Died, "ended by signal 24")]
    [InlineData("oops store 3 5 40123", ComplaintKind.Oops, "a store to a struct page whose entry does not allow it")]
    public void A_complaint_says_what_is_wrong(string line, ComplaintKind kind, string words)
    {
        var complaint = Assert.IsType<Complaint>(EventReader.Read(Encoding.UTF8.GetBytes(line)));

        Assert.Equal(kind, complaint.Kind);
        Assert.Contains(words, complaint.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s 1 2")]
    [InlineData("e 1 2 x 40")]
    [InlineData("hello")]
    [InlineData("call alloc zero 0")]
    public void A_line_that_no_child_writes_is_refused(string line) =>
        Assert.Throws<FormatException>(() => EventReader.Read(Encoding.UTF8.GetBytes(line)));
}
