using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests.Engine;

/// <summary>Who frees a tensor that nobody disposes: a scope, or the garbage collector.</summary>
public class LifetimeTests
{
    [Fact]
    public void Tensors_OfAThreadThatEndsWithItsScopesOpen_AreCollected() => Collected(() => OnAThread(() =>
    {
        NewDisposeScope();
        _ = ones(1);
        NewDisposeScope();
        _ = ones(1);
    }));

    [Fact]
    public void ATensor_HeldBeyondItsThread_Lives()
    {
        Tensor held = null;
        OnAThread(() => { NewDisposeScope(); held = full(2, 7f); });
        Collect();
        held.sum().item<float>().Should().Be(14);
        held.Dispose();
    }

    [Fact]
    public void TensorsThatLeftTheirScope_AreCollected() => Collected(() =>
    {
        using var scope = NewDisposeScope();
        ones(1).DetachFromDisposeScope();
        scope.Detach(ones(1));
        scope.MarkAsDisposed(ones(1));
        ones(1).MoveToOuterDisposeScope();
    });

    [Fact]
    public void ATensorThatEntersAScope_IsFreedOnce()
    {
        var free = full(2, 7f);
        using (var scope = NewDisposeScope()) scope.Attach(free);
        free.IsInvalid.Should().BeTrue();
        using var next = full(2, 3f);
        Collect();
        next.sum().item<float>().Should().Be(6);
    }

    [Fact]
    public void OuterScope_ThatEndsFirst_LeavesTheInnerOneToTakeNewTensors()
    {
        var outer = NewDisposeScope();
        var first = ones(1);
        var inner = NewDisposeScope();
        outer.Dispose();
        var second = ones(1);
        inner.Dispose();
        (first.IsInvalid, second.IsInvalid, CurrentDisposeScope).Should().Be((true, true, null));
    }

    [Fact]
    public void Scope_WhoseMembersLeaveInAnyOrder_KeepsTheOthers()
    {
        Tensor[] all;
        using (var scope = NewDisposeScope())
        {
            all = [.. Enumerable.Range(0, 40).Select(i => full(1, (float)i))];
            foreach (var i in (int[])[39, 0, 7, 20]) all[i].Dispose();
            all[21].DetachFromDisposeScope();
            scope.DisposablesCount.Should().Be(35);
            scope.DisposablesView.Should().BeEquivalentTo(all.Where((_, i) => i is not (39 or 0 or 7 or 20 or 21)), options => options.ComparingByValue<Tensor>());
        }
        all.Where(tensor => !tensor.IsInvalid).Should().ContainSingle().Which.item<float>().Should().Be(21);
        all[21].Dispose();
    }

    [Fact]
    public void Scope_WithADisposableThatThrows_FreesItsTensorsAndEnds()
    {
        var scope = NewDisposeScope();
        scope.Attach(new Unwilling());
        var tensor = ones(1);
        scope.Invoking(s => s.Dispose()).Should().Throw<NotSupportedException>();
        (tensor.IsInvalid, CurrentDisposeScope).Should().Be((true, null));
    }

    [Fact]
    public void Scope_LeftByAnException_LeavesNoTensor()
    {
        var before = Tensor.TotalCount;
        FluentActions.Invoking(() =>
        {
            using var scope = NewDisposeScope();
            return ones(2).mm(ones(3));
        }).Should().Throw<System.Runtime.InteropServices.ExternalException>();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    private sealed class Unwilling : IDisposable
    {
        public void Dispose() => throw new NotSupportedException();
    }

    private static void Collected(Action make)
    {
        var before = Tensor.TotalCount;
        Made(make);
        for (var i = 0; i < 10 && Tensor.TotalCount > before; i++) Collect();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    // Of its own, so that no local variable of the test holds a tensor.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Made(Action make) => make();

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static void OnAThread(ThreadStart work)
    {
        var thread = new Thread(work);
        thread.Start();
        thread.Join();
    }
}
