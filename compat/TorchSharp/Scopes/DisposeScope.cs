namespace TorchSharp;

/// <summary>Disposes, when it ends, every tensor that was made on its thread while it was the innermost scope.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private readonly HashSet<IDisposable> _disposables = new(ReferenceEqualityComparer.Instance);
    private bool _disposed;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope outer)
    {
        _manager = manager;
        Outer = outer;
    }

    internal DisposeScope Outer { get; }

    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables];
    public int DisposablesCount => _disposables.Count;

    public bool Contains(IDisposable disposable) => _disposables.Contains(disposable);

    internal void Include(IDisposable disposable) => _disposables.Add(disposable);

    public void Attach(IDisposable disposable) => Attach([disposable]);
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        ThrowIfDisposed();
        var all = disposables.ToList();
        foreach (var disposable in all) Adopt(disposable);
        return all;
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => One(disposable, MoveToOuter);
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public T MoveToOther<T>(DisposeScope scope, T disposable) where T : IDisposable => One(disposable, all => MoveToOther(scope, all));
    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));
    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));
    public void MoveToOther(DisposeScope scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    /// <summary>Hands disposables over to another scope; null frees them from every scope.</summary>
    public void MoveToOther(DisposeScope scope, IEnumerable<IDisposable> disposables)
    {
        ThrowIfDisposed();
        foreach (var disposable in disposables.Where(d => d is not null).ToList())
        {
            if (scope is null) Release(disposable);
            else scope.Adopt(disposable);
        }
    }

    public T Detach<T>(T disposable) where T : IDisposable => One(disposable, Detach);
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);
    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    public void DisposeEverything() => DisposeEverythingBut([]);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable => One(keep, DisposeEverythingBut);
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut(first, (IDisposable)second);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut(first, second, (IDisposable)third);
        return (first, second, third);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        ThrowIfDisposed();
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var disposable in _disposables.ToArray())
        {
            if (!keep.Contains(disposable)) disposable.Dispose();
        }
        _disposables.RemoveWhere(d => !keep.Contains(d));
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        ThrowIfDisposed();
        if (!_disposables.Remove(disposable)) return;
        _manager.StatisticsInstance.Of(disposable).DisposedInScopeCount++;
        SetOwner(disposable, null);
    }

    public void Dispose()
    {
        if (_disposed) return;
        DisposeAll();
        _manager.Remove(this);
        _disposed = true;
    }

    // No copy of the set: nothing leaves it while its members are disposed, because they no longer know their scope.
    private void DisposeAll()
    {
        foreach (var disposable in _disposables)
        {
            SetOwner(disposable, null);
            if (disposable is torch.Tensor tensor) tensor.Free();
            else disposable.Dispose();
            _manager.StatisticsInstance.Of(disposable).DisposedInScopeCount++;
        }
        _disposables.Clear();
    }

    private static T One<T>(T disposable, Action<IEnumerable<IDisposable>> action) where T : IDisposable
    {
        action([disposable]);
        return disposable;
    }

    private void Adopt(IDisposable disposable)
    {
        if (disposable is null) return;
        var owner = OwnerOf(disposable);
        if (ReferenceEquals(owner, this)) return;
        if (owner is null) _manager.StatisticsInstance.Of(disposable).AttachedToScopeCount++;
        owner?._disposables.Remove(disposable);
        _disposables.Add(disposable);
        SetOwner(disposable, this);
    }

    private void Release(IDisposable disposable)
    {
        var owner = OwnerOf(disposable) ?? this;
        if (!owner._disposables.Remove(disposable)) return;
        _manager.StatisticsInstance.Of(disposable).DetachedFromScopeCount++;
        SetOwner(disposable, null);
    }

    private static DisposeScope OwnerOf(IDisposable disposable) => disposable switch
    {
        torch.Tensor tensor => tensor.OwningDisposeScope,
        _ => null,
    };

    private static void SetOwner(IDisposable disposable, DisposeScope owner)
    {
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = owner;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
