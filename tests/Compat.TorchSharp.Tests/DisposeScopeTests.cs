using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests;

public class DisposeScopeTests
{
    [Fact]
    public void Scope_ThatEnds_LeavesNoTensor()
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            var x = randn(3, 4).requires_grad_();
            (x.matmul(x.t()).softmax(-1).log() * 2.0).sum().backward();
            _ = x.grad[0, TensorIndex.Colon];
            _ = x[TensorIndex.Ellipsis, TensorIndex.Slice(1, 3)];
            _ = x.data<float>().ToArray();
        }
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }

    [Fact]
    public void DisposedTensor_Used_SaysThatItIsInvalid()
    {
        var x = ones(1);
        x.Dispose();
        x.Invoking(t => t + 1).Should().Throw<InvalidOperationException>().WithMessage("Tensor invalid -- empty handle.");
    }

    [Fact]
    public void MoveToOuter_FromNestedScope_DiesWithTheOuterOne()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            using (NewDisposeScope()) moved = ones(1).MoveToOuterDisposeScope();
            moved.IsInvalid.Should().BeFalse();
        }
        moved.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Scope_OfAnotherThread_IsNotThisOnes()
    {
        using var scope = NewDisposeScope();
        Tensor made = null;
        var thread = new Thread(() => made = ones(1));
        thread.Start();
        thread.Join();
        scope.Contains(made).Should().BeFalse();
        made.Dispose();
    }

    [Fact]
    public void DisposeEverythingBut_KeepsWhatItWasGiven()
    {
        using var scope = NewDisposeScope();
        var (kept, other) = (ones(1), ones(1));
        scope.DisposeEverythingBut(kept);
        (kept.IsInvalid, other.IsInvalid, scope.DisposablesCount).Should().Be((false, true, 1));
    }

    [Fact]
    public void Detach_TakesATensorOutOfItsScope()
    {
        Tensor free;
        using (var scope = NewDisposeScope()) free = scope.Detach(ones(1));
        free.IsInvalid.Should().BeFalse();
        free.Dispose();
    }

    [Fact]
    public void Attach_TakesATensorFromAnotherScope()
    {
        using var outer = NewDisposeScope();
        Tensor taken;
        using (NewDisposeScope())
        {
            taken = ones(1);
            outer.Attach(taken);
        }
        taken.IsInvalid.Should().BeFalse();
    }

    [Fact]
    public void Statistics_CountWhatAThreadMadeAndDisposed()
    {
        var thread = new Thread(() =>
        {
            var outside = ones(1);
            using (NewDisposeScope()) _ = (ones(1), ones(1).DetachFromDisposeScope());
            var counts = DisposeScopeManager.Statistics.TensorStatistics;
            (counts.CreatedOutsideScopeCount, counts.CreatedInScopeCount, counts.DisposedInScopeCount, counts.DetachedFromScopeCount).Should().Be((1, 2, 1, 1));
            counts.ThreadTotalLiveCount.Should().Be(2);
            outside.Dispose();
            counts.ThreadTotalLiveCount.Should().Be(1);
        });
        thread.Start();
        thread.Join();
    }

    [Fact]
    public void Finalizers_OnTheirOwnThread_FreeWhatNobodyDisposed()
    {
        var before = Tensor.TotalCount;
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 200; i++)
            {
                if (i % 3 == 0) { using var scope = NewDisposeScope(); Abandon(); }
                else Abandon();
            }
        });
        for (var i = 0; i < 5 && Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before + 8);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Abandon() => _ = (ones(2, 3) * 2.0).sum().item<float>();
}
