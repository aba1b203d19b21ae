package dev.drover.shared;

/** Where a process says which objects of a manager it has proxies of. */
interface ManagerHolder {
  void hold(long object);

  void release(long object);
}
