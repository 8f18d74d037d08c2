namespace TorchSharp;

/// <summary>The scopes of one thread, innermost last, and what it counted.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager _ofThread;

    internal static DisposeScopeManager OfThread => _ofThread ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope Current { get; private set; }

    public static ThreadDisposeScopeStatistics Statistics => OfThread.StatisticsInstance;

    internal DisposeScope Open() => Current = new DisposeScope(this, Current);

    /// <summary>Notes a new disposable and puts it into the innermost scope, if there is one.</summary>
    internal DisposeScope Register(IDisposable disposable)
    {
        var counts = StatisticsInstance.Of(disposable);
        if (Current is not { } scope)
        {
            counts.CreatedOutsideScopeCount++;
            return null;
        }
        counts.CreatedInScopeCount++;
        scope.Include(disposable);
        return scope;
    }

    /// <summary>Takes a scope off the stack, wherever it is.</summary>
    internal void Remove(DisposeScope scope)
    {
        if (ReferenceEquals(Current, scope)) Current = scope.Outer;
    }
}
