namespace TorchSharp;

/// <summary>The scopes of one thread, innermost last, and what it counted.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager _ofThread;

    internal static DisposeScopeManager OfThread => _ofThread ??= new DisposeScopeManager();

    private readonly Watch _watch;

    public DisposeScopeManager() => _watch = new(this);

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope Current { get; private set; }

    public static ThreadDisposeScopeStatistics Statistics => OfThread.StatisticsInstance;

    internal DisposeScope Open() => Current = new DisposeScope(this, Current);

    /// <summary>Notes a new tensor and puts it into the innermost scope, if there is one.</summary>
    internal void Register(torch.Tensor tensor)
    {
        var counts = StatisticsInstance.TensorStatistics;
        if (Current is not { } scope)
        {
            counts.CreatedOutsideScopeCount++;
            tensor.LiveOutsideScopes();
            return;
        }
        counts.CreatedInScopeCount++;
        scope.Include(tensor);
    }

    /// <summary>Takes the scopes that ended off the stack; an outer one may end before an inner one.</summary>
    internal void RemoveEnded()
    {
        while (Current is { IsDisposed: true }) Current = Current.Outer;
    }

    // Scopes keep their tensors reachable, and their thread keeps the scopes: when a thread ends with open scopes, this frees them.
    private sealed class Watch(DisposeScopeManager manager)
    {
        ~Watch()
        {
            for (var scope = manager.Current; scope is not null; scope = scope.Outer) scope.FreeTensors();
        }
    }
}
